"""Plans 预案: what to do when a case of a kind comes, as data; orders follow when a person says so."""
