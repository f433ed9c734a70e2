"""What `sightline doctor` looks at: small checks, each with a verdict and a way to mend."""
