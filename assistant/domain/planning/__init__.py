"""The plan that costs least, from the instance to the reason why none is clean."""
