"""From sending to clearing: the acts of a review, who performs them, and what a return opens."""
