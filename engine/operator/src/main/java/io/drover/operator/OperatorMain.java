package io.drover.operator;

import io.drover.operator.report.LogKeys;
import io.drover.operator.settings.Settings;
import io.drover.operator.settings.SettingsReading;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import org.slf4j.LoggerFactory;

/** Starts the operator. Ends with 2 when a setting is wrong, with 3 when it cannot start and with 4 when it has lost its lease. */
public final class OperatorMain {

    private static final int WRONG_SETTINGS = 2;
    private static final int CANNOT_START = 3;

    private OperatorMain() {}

    /** Settings come from the environment; there are no arguments. */
    public static void main(String[] arguments) {
        switch (SettingsReading.read(System.getenv())) {
            case SettingsReading.Result.Unreadable(var problems) -> {
                problems.forEach(problem -> System.err.println("drover-operator: " + problem));
                System.exit(WRONG_SETTINGS);
            }
            case SettingsReading.Result.Read(Settings settings) -> run(settings);
        }
    }

    private static void run(Settings settings) {
        KubernetesClient client = new KubernetesClientBuilder().build();
        try {
            OperatorProcess process = OperatorProcess.start(client, settings);
            Runtime.getRuntime().addShutdownHook(new Thread(process::close, "shutdown"));
        } catch (IOException | RuntimeException cannot) {
            LoggerFactory.getLogger(OperatorMain.class)
                    .atError()
                    .setCause(cannot)
                    .addKeyValue(LogKeys.MESSAGE, String.valueOf(cannot.getMessage()))
                    .log("the operator cannot start");
            System.exit(CANNOT_START);
        }
    }
}
