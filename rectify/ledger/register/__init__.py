"""The register as tables that any office can open in a spreadsheet: read, checked, loaded and written again."""
