package co.kendev.spaces.stress;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the product is busy with while it is killed, and how that is counted afterwards. */
interface Load {

    /** What must be there before the first kill. */
    void prepare() throws Exception;

    /** All of it, with the kills among it; what was not done in time is a line in what is wrong. */
    void run(List<String> wrong) throws Exception;

    /** Counts what is there in the end; what is not as it must be is a line in what is wrong. */
    void count(Connection owner, List<String> wrong);

    /** How much it was, after the count. */
    String amount();

    /** What is known when nothing is wrong. */
    String verdict();

    /** One thing that is counted. */
    interface Look {
        List<String> wrong() throws SQLException, InterruptedException;
    }

    /** One thing that cannot be counted leaves the others. */
    static void look(List<String> wrong, Look look) {
        try {
            wrong.addAll(look.wrong());
        } catch (SQLException | InterruptedException | RuntimeException e) {
            wrong.add("one thing could not be counted: " + e.getMessage());
        }
    }
}
