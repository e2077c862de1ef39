package io.drover.agent;

import ch.qos.logback.classic.Level;
import io.drover.agent.packets.Attempt;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the node agent. Exit status 3 when a setting is wrong or something that it needs is missing. */
public final class AgentMain {

    private AgentMain() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        switch (AgentSettings.read(List.of(arguments), System.getenv())) {
            case AgentSettings.Reading.Bad(List<String> problems) -> {
                problems.forEach(problem -> System.err.println("drover-agent: " + problem));
                System.exit(3);
            }
            case AgentSettings.Reading.Good(AgentSettings settings) -> run(settings);
        }
    }

    private static void run(AgentSettings settings) throws IOException, InterruptedException {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.toLevel(settings.logLevel()));
        }
        switch (KernelParts.load(settings)) {
            case Attempt.Refused<KernelParts> refused -> {
                System.err.println("drover-agent: " + refused.reason().code() + ": " + refused.detail());
                System.exit(3);
            }
            case Attempt.Worked<KernelParts>(KernelParts kernel) -> {
                Authority authority = Authority.ofKeyFile(
                        java.nio.file.Path.of(settings.ticketPublicKey()), settings.nodeName(), InstantSource.system());
                Agent agent = Agent.start(settings, kernel, authority);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> agent.stop(20, TimeUnit.SECONDS)));
                agent.awaitEnd();
            }
        }
    }
}
