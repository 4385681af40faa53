package co.kendev.spaces.bench;

import java.util.List;

/** One thing that is measured. */
interface Measure {

    /** How it is chosen on the command line. */
    String name();

    List<Figure> run(Rig rig) throws Exception;
}
