"""A city's organisation in one Excel workbook, in CSV files, and its borders in GeoJSON."""
