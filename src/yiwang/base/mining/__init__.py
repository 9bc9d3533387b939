"""Process mining 流程挖掘: what a log of steps says about how work really goes."""
