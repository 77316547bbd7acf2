package io.highgate.sdk.provider;

/** What a provider does next. */
enum Step {
    /** Ask the service whether it is well. */
    HEALTH,
    /** Tell the center of the service. */
    PUT,
    /** Show the center that the service is alive. */
    BEAT,
    /** Ask the center that nothing new is sent. */
    DRAIN,
    /** Nothing: time passes until what is under way has ended. */
    REST,
    /** Ask the center to forget the service. */
    DELETE
}
