package co.kendev.spaces.platform.time;

/** Knows whether the demo is on; the feature that has the demo's people answers, which this package cannot see. */
public interface DemoSwitch {
    boolean isOn();
}
