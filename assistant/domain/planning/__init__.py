"""The plan that costs least: instance, replay to the fen, strategies, model, what is wrong when none is clean."""
