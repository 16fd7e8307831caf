import type {PictureSize} from './data.ts';
import {fontFamily} from './text.ts';

/** An SVG document on white. */
export const document = ({width, height}: PictureSize, parts: readonly string[]): string =>
	`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${fontFamily}">` +
	`<rect width="${width}" height="${height}" fill="#ffffff"/>\n${parts.join('\n')}\n</svg>\n`;
