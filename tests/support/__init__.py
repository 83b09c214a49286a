"""What do the tests stand on? A database, a served product, a browser and a closed network."""
