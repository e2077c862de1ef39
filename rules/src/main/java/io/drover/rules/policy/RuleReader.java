package io.drover.rules.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AnnotationDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.QueryDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsParserException;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Reads one file of rules with Drools' own parser, and lets through only what a policy may say. */
final class RuleReader {

    private static final int DEEPEST = 60;
    private static final Pattern PARSER_MESSAGE =
            Pattern.compile("\\[ERR \\d+\\] Line (\\d+):(\\d+) (.*)", Pattern.DOTALL);

    private final Manifest manifest;
    private final Vocabulary vocabulary;
    private final List<Problem> problems;
    private final Set<String> names = new HashSet<>();

    RuleReader(Manifest manifest, Vocabulary vocabulary, List<Problem> problems) {
        this.manifest = manifest;
        this.vocabulary = vocabulary;
        this.problems = problems;
    }

    List<RuleDefinition> read(SourceFile file) {
        List<RuleDefinition> rules = new ArrayList<>();
        try {
            refuseDeepNesting(file.text());
            PackageDescr parsed = parse(file);
            refuseAllButRules(parsed);
            for (RuleDescr rule : parsed.getRules()) {
                readInto(rules, rule, file);
            }
        } catch (PolicyException refused) {
            problems.add(refused.in(file.path()));
        }
        return rules;
    }

    /** The same for rules that were made from a table, each in the line of its row; columns mean nothing there. */
    List<RuleDefinition> readTable(SourceFile generated) {
        int before = problems.size();
        List<RuleDefinition> rules = read(generated);
        for (int i = before; i < problems.size(); i++) {
            Problem problem = problems.get(i);
            problems.set(i, new Problem(problem.file(), problem.line(), 0, problem.message(), problem.instead()));
        }
        return rules;
    }

    private void readInto(List<RuleDefinition> rules, RuleDescr rule, SourceFile file) {
        try {
            rules.add(rule(rule, file));
        } catch (PolicyException refused) {
            problems.add(refused.in(file.path()));
        }
    }

    private PackageDescr parse(SourceFile file) throws PolicyException {
        DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
        PackageDescr parsed;
        try {
            parsed = parser.parse(false, file.text());
        } catch (DroolsParserException | RuntimeException | StackOverflowError broken) {
            throw new PolicyException(1, 0, "this is not a file of rules", "");
        }
        if (parser.hasErrors()) {
            parser.getErrors().forEach(error -> problems.add(problem(file, error.getMessage(), error.getLines())));
            return new PackageDescr();
        }
        if (parsed == null) {
            throw new PolicyException(1, 0, "there is no rule in this file", "begin with rule \"name\"");
        }
        return parsed;
    }

    private static Problem problem(SourceFile file, String message, int[] lines) {
        Matcher parts = PARSER_MESSAGE.matcher(message);
        if (parts.matches()) {
            return new Problem(
                    file.path(),
                    Integer.parseInt(parts.group(1)),
                    Integer.parseInt(parts.group(2)) + 1,
                    parts.group(3).strip(),
                    "");
        }
        return new Problem(file.path(), lines.length == 0 ? 1 : Math.max(1, lines[0]), 0, message.strip(), "");
    }

    private static void refuseDeepNesting(String text) throws PolicyException {
        int depth = 0;
        int line = 1;
        for (int place = 0; place < text.length(); place++) {
            char c = text.charAt(place);
            if (c == '\n') {
                line++;
            }
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 && depth > 0 ? -1 : 0;
            if (depth > DEEPEST) {
                throw new PolicyException(line, 0, "brackets are nested more than " + DEEPEST + " deep", "");
            }
        }
    }

    private static void refuseAllButRules(PackageDescr parsed) throws PolicyException {
        refuse(parsed.getFunctions().isEmpty(), "function", parsed);
        refuse(parsed.getFunctionImports().isEmpty(), "import function", parsed);
        refuse(parsed.getAccumulateImports().isEmpty(), "import accumulate", parsed);
        refuse(parsed.getGlobals().isEmpty(), "global", parsed);
        refuse(parsed.getTypeDeclarations().isEmpty(), "declare", parsed);
        refuse(parsed.getEnumDeclarations().isEmpty(), "declare enum", parsed);
        refuse(parsed.getEntryPointDeclarations().isEmpty(), "declare entry-point", parsed);
        refuse(parsed.getWindowDeclarations().isEmpty(), "declare window", parsed);
        refuse(parsed.getAttributes().isEmpty(), "an attribute of the whole file", parsed);
        refuse(parsed.getImports().isEmpty(), "import", parsed);
        refuse(parsed.getUnit() == null, "unit", parsed);
    }

    private static void refuse(boolean absent, String what, PackageDescr parsed) throws PolicyException {
        if (!absent) {
            throw new PolicyException(
                    Math.max(1, parsed.getLine()),
                    0,
                    "\"" + what + "\" is not allowed in a policy",
                    "a file holds rules only; all facts are known without an import");
        }
    }

    private RuleDefinition rule(RuleDescr rule, SourceFile file) throws PolicyException {
        refuseExtras(rule);
        if (!names.add(rule.getName())) {
            throw ConditionReader.at(
                    rule, "there are two rules \"" + rule.getName() + "\"", "give each a name of its own");
        }
        DeclaredReason reason = reason(rule);
        ConditionReader reader = new ConditionReader(vocabulary, new Parameters(manifest.parameters()));
        List<Condition> conditions = reader.read(rule.getLhs());
        if (conditions.isEmpty()) {
            throw ConditionReader.at(
                    rule, "a rule without a pattern says the same about every pod", "add one, such as Pod()");
        }
        ConsequenceReader.Consequence consequence =
                consequence(rule, file, reader.scope().outside());
        return new RuleDefinition(
                manifest.name(),
                rule.getName(),
                file.path(),
                rule.getLine(),
                manifest.reason(reason),
                reason.waivable(),
                conditions,
                consequence.verdict(),
                consequence.actions(),
                consequence.weight(),
                consequence.message());
    }

    private static void refuseExtras(RuleDescr rule) throws PolicyException {
        if (rule instanceof QueryDescr) {
            throw ConditionReader.at(rule, "\"query\" is not allowed in a policy", "write a rule");
        }
        if (!rule.getAttributes().isEmpty()) {
            String name =
                    rule.getAttributes().keySet().stream().sorted().findFirst().orElseThrow();
            throw ConditionReader.at(
                    rule,
                    "\"" + name + "\" is not allowed in a policy",
                    "rules only state findings, their order never matters");
        }
        if (rule.getParentName() != null) {
            throw ConditionReader.at(rule, "\"extends\" is not allowed in a policy", "repeat the patterns");
        }
        if (!rule.getNamedConsequences().isEmpty()) {
            throw ConditionReader.at(rule, "a rule has one then", "write a second rule");
        }
    }

    private DeclaredReason reason(RuleDescr rule) throws PolicyException {
        for (String name : rule.getAnnotationNames()) {
            if (!name.equals("reason")) {
                throw ConditionReader.at(
                        rule, "\"@" + name + "\" is not allowed in a policy", "only @reason( Code ) is");
            }
        }
        AnnotationDescr annotation = rule.getAnnotation("reason");
        if (annotation == null || annotation.getValueMap().size() != 1 || annotation.getValue() == null) {
            throw ConditionReader.at(rule, "the rule has no reason", "write @reason( MyReason ) below its name");
        }
        String code = String.valueOf(annotation.getValue());
        return manifest.declared(code)
                .orElseThrow(() -> ConditionReader.at(
                        rule,
                        "the reason \"" + code + "\" is not declared",
                        "declare it in policy.yaml: reasons: - code: " + code));
    }

    private static ConsequenceReader.Consequence consequence(RuleDescr rule, SourceFile file, Scope scope)
            throws PolicyException {
        String text = String.valueOf(rule.getConsequence());
        int line = rule.getConsequenceLine();
        int column = 1;
        int lineStart = startOfLine(file.text(), line);
        int found = file.text().indexOf(text, lineStart);
        if (found >= 0) {
            String before = file.text().substring(lineStart, found);
            line += (int) before.chars().filter(c -> c == '\n').count();
            column = before.length() - before.lastIndexOf('\n');
        }
        return new ConsequenceReader(Lexer.read(text, line, column), scope).read();
    }

    private static int startOfLine(String text, int line) {
        int start = 0;
        for (int seen = 1; seen < line; seen++) {
            int end = text.indexOf('\n', start);
            if (end < 0) {
                return start;
            }
            start = end + 1;
        }
        return start;
    }
}
