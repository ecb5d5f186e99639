"""What people are told so that nothing is forgotten: mail, letters by rule, and calendars."""
