// Which engine these tests run in, where that matters.

/** WebKit says "AppleWebKit" as Chromium does, which says "Chrome" besides. */
export const isWebKit = /AppleWebKit(?!.*Chrome)/.test(navigator.userAgent);
export const isChromium = navigator.userAgent.includes('Chrome');

/**
 * A long table whose rows tell about what we wrote (markup, colours, sentences) more than about the engine: all of it in
 * Chromium, and of it what `few` names in the others, or `npm test` outgrows its ten minutes.
 */
export const table = <const Row>(all: readonly Row[], few: readonly NoInfer<Row>[]): readonly Row[] => (isChromium ? all : few);
