package io.drover.agent.node;

import java.util.Optional;

/** Picks the freezer for a container by the control groups that runc put it in. */
public final class Freezers {

    private final NodeRoot node;
    private final Signals signals;

    public Freezers(NodeRoot node, Signals signals) {
        this.node = node;
        this.signals = signals;
    }

    /** Where a container is frozen, in a form that can be written down. */
    public record Place(String directory, boolean unified) {}

    /** The container's place, or empty when it is in no control group that can freeze. */
    public Optional<Place> placeOf(RuncContainer container) {
        return container
                .freezerV1()
                .map(directory -> new Place(directory, false))
                .or(() -> container.unified().map(directory -> new Place(directory, true)));
    }

    /** The freezer there. */
    public Freezer at(Place place) {
        return place.unified()
                ? new CgroupV2Freezer(node.of(place.directory()), signals)
                : new CgroupV1Freezer(node.of(place.directory()), signals);
    }
}
