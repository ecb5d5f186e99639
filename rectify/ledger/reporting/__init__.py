"""What the office reports up: the three lists as a workbook, a progress report as a Word document and a page to print.

Everything counted here is counted by the functions that the pages use.
"""
