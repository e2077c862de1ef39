package io.drover.cli;

import io.drover.report.structured.RecordedReport;
import io.drover.report.structured.RecordedReport.Part;
import io.drover.report.table.ExplanationWriter;
import io.drover.rules.explanation.Explainer;
import io.drover.rules.explanation.Explanation;
import io.drover.rules.explanation.WhatIf;
import io.drover.rules.facts.WorkloadFacts;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code drover explain}: why, why not, and what if. */
@Command(
        name = "explain",
        description = {
            "Says why a pod gets the action that it gets, and why none of the others: what was decisive, what was",
            "outvoted by whom, and for every rejection the rule, the actual value, what it would have to be, what to do."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  drover explain deployment/redis -n shop",
            "  drover explain pod/redis-5d9f-x2x7c --state snapshot/",
            "  drover explain redis-larger --replay report.yaml",
            "  drover explain deployment/redis --what-if 'pod.qosAfter=Burstable,container.redis.resident=6Gi'"
        })
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private FactSource source = new FactSource();

    @Mixin
    private PolicySources policies = new PolicySources();

    @Parameters(
            paramLabel = "WHAT",
            description = "deployment/NAME, pod/NAME, recommendation/NAME, or a name alone, which may be any of them.")
    private String what = "";

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description = "From what this report in yaml or json was made from, instead of a cluster.")
    private Optional<Path> replay = Optional.empty();

    @Option(
            names = "--what-if",
            paramLabel = "PATH=VALUE",
            description = "Decide again with these facts changed, joined by commas; may be given several times.")
    private List<String> whatIf = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Policies deciding = policies.load();
        Facts facts;
        if (replay.isPresent()) {
            RecordedReport recorded = Recording.read(replay.get());
            facts = Facts.of(recorded);
            deciding = policies.any() ? deciding : Recording.policies(replay.get(), recorded);
        } else {
            facts = source.gather(err, Set.of());
        }
        List<Part> meant = meant(facts);
        Explainer explainer = new Explainer(deciding.all());
        StringBuilder out = new StringBuilder();
        for (Part part : meant) {
            out.append(out.isEmpty() ? "" : "\n");
            out.append(part.facts()
                    .map(known -> explained(part, known, explainer))
                    .orElseGet(() -> title(part) + "\n  " + part.undecided() + ": " + part.message() + "\n"));
        }
        spec.commandLine().getOut().print(out);
        spec.commandLine().getOut().flush();
        return ExitCode.FINE;
    }

    private String explained(Part part, WorkloadFacts facts, Explainer explainer) {
        if (whatIf.isEmpty()) {
            return ExplanationWriter.write(title(part), only(explainer.explain(facts)), Terminal.hasColor());
        }
        return switch (explainer.whatIf(facts, whatIf)) {
            case WhatIf.Refused(List<String> problems) ->
                throw new InvalidInput(problems.stream()
                        .map(problem -> "--what-if: " + problem)
                        .toList());
            case WhatIf.Answered answered ->
                ExplanationWriter.change(
                        title(part), only(answered.before()), only(answered.after()), Terminal.hasColor());
        };
    }

    private static String title(Part part) {
        return part.target() + " in " + part.namespace() + ", recommendation " + part.name();
    }

    /** When a pod was asked for, the others do not matter. */
    private Explanation only(Explanation all) {
        var ofPod = all.decisions().stream()
                .filter(one -> one.decision().subject().toString().equals(name()))
                .toList();
        return ofPod.isEmpty() ? all : new Explanation(all.plan(), ofPod);
    }

    private List<Part> meant(Facts facts) {
        List<Part> meant = facts.parts().stream().filter(this::isMeant).toList();
        if (meant.isEmpty()) {
            String known = facts.parts().stream()
                    .map(part -> part.target().toLowerCase(Locale.ROOT))
                    .distinct()
                    .sorted()
                    .limit(10)
                    .collect(Collectors.joining(", "));
            throw new NotFound("nothing recommends anything for " + what + " in " + facts.source()
                    + (known.isEmpty() ? ", which has no recommendations" : "; there are " + known));
        }
        return meant;
    }

    private boolean isMeant(Part part) {
        int slash = what.indexOf('/');
        String kind = slash < 0 ? "" : what.substring(0, slash);
        boolean any = kind.isEmpty();
        boolean pod = part.facts().stream()
                .flatMap(known -> known.pods().stream())
                .anyMatch(one -> one.pod().name().equals(name()));
        boolean workload = part.target().endsWith("/" + name());
        return (pod && (any || kind.equalsIgnoreCase("pod")))
                || (part.name().equals(name()) && (any || kind.equalsIgnoreCase("recommendation")))
                || (workload && (any || part.target().equalsIgnoreCase(what)));
    }

    private String name() {
        return what.substring(what.indexOf('/') + 1);
    }
}
