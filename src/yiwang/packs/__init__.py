"""The pack engine: validates, compares, installs and upgrades packs of definitions."""
