"""Line of sight: from the Executive down to the evidence of every promise, in three clicks (R0.2)."""
