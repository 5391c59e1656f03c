"""The words of the pages: one TOML file a language; English labels come from the code itself."""
