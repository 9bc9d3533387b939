"""Tables of cases and reports from other systems: CSV, TSV, XLSX and Parquet files."""
