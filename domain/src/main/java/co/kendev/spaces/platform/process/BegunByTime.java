package co.kendev.spaces.platform.process;

/** A kind of process that nobody asks for: it begins when its time has come. Plugged in by its feature. */
public interface BegunByTime {
    /** The kind of process this is. */
    String kind();
}
