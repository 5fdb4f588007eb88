"""《客户投诉/建议/意见记录表》 06-05: what it asks beyond the case it belongs to (M5.2 [95])."""

from firstask_desktop.domain.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """What 《客户投诉/建议/意见记录表》 06-05 asks beyond the case itself; created from the case, nothing typed twice."""

    id: str = ""
    case_id: str = ""
    number: str = ""
    source: str = ""
    wished_answer: str = ""
    occurred_at: str = ""
    place: str = ""
    involved: str = ""
    category: str = ""
    level: str = ""
    soothed: str = ""
    attachments: int = 0
    investigation: str = ""
    cause: str = ""
    validity: str = ""
    truth: str = ""
    department_opinion: str = ""
    supervisor_opinion: str = ""
    manager_approval: str = ""
    measures: str = ""
    corrective: str = ""
    compensation_fen: int = 0
    compensation_by: str = ""
    reaction: str = ""
    archive_number: str = ""
    liability: str = ""
