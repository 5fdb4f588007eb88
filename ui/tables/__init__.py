"""Table models and views shared by every page."""
