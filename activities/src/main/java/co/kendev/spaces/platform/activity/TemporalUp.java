package co.kendev.spaces.platform.activity;

/** Published whenever Temporal answers after it did not, the first time included. */
record TemporalUp() {}
