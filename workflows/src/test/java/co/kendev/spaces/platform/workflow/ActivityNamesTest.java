package co.kendev.spaces.platform.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.temporal.activity.ActivityInterface;
import io.temporal.common.metadata.POJOActivityInterfaceMetadata;
import io.temporal.common.metadata.POJOActivityMethodMetadata;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All activities are served by one worker: two of one name would keep it from starting. */
class ActivityNamesTest {
    @Test
    void everyActivityHasANameOfItsOwn() {
        var names = interfaces().stream()
                .flatMap(
                        type -> POJOActivityInterfaceMetadata.newInstance(type.reflect()).getMethodsMetadata().stream())
                .map(POJOActivityMethodMetadata::getActivityTypeName)
                .toList();

        assertThat(names).hasSizeGreaterThan(10).doesNotHaveDuplicates();
    }

    private static List<JavaClass> interfaces() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("co.kendev.spaces")
                        .stream()
                        .filter(type -> type.isAnnotatedWith(ActivityInterface.class))
                        .toList();
    }
}
