"""Watch orders 监测布控: devices, vehicles or an area under watch for a time, by a rule of alarms."""
