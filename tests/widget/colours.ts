// Colours as the eye gets them: drawn on a canvas, over what lies beneath, and compared as WCAG 2.2 does.
const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!;

export type Drawn = [red: number, green: number, blue: number];

/** What is seen of colours that lie on each other, the lowest first. */
export function drawn(...layers: string[]): Drawn {
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 1, 1);
  for (const colour of layers) {
    context.fillStyle = '#123456';
    context.fillStyle = colour;
    if (context.fillStyle === '#123456') throw new Error(`the canvas does not know the colour "${colour}"`);
    context.fillRect(0, 0, 1, 1);
  }
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data as unknown as Drawn;
  return [red, green, blue];
}

const luminance = (colour: Drawn): number => {
  const [red, green, blue] = colour.map((byte) => (byte <= 10 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4)) as Drawn;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** WCAG's contrast, 1 to 21. */
export function contrast(one: Drawn, other: Drawn): number {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
