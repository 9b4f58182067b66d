"""Files of calls. They do not pass through the API: clients and the storage exchange them, by signed addresses."""
