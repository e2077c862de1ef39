package io.drover.gather.proxy;

/**
 * What tells those who may ask for inspections from whoever merely reaches the operator's port: they can read a Secret of Drover's
 * namespace, and show its content. The API server's service proxy does not tell the operator who asks.
 */
public final class InspectionAccess {

    /** The Secret's name. */
    public static final String SECRET = "drover-inspections";

    /** The key in it. */
    public static final String TOKEN = "token";

    /** The HTTP header that carries the token. */
    public static final String HEADER = "Drover-Inspections-Token";

    private InspectionAccess() {}
}
