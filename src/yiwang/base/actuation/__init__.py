"""Telling devices what to do 设备指令: functions of thing models called, writable properties set."""
