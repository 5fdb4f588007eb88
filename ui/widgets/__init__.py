"""Small reusable widgets: fields, choices, badges, notices."""
