/** What the challenge is for: Turnstile binds its token to it, and the function looks whether it was this. */
export const challengeAction = 'support-checkout';
