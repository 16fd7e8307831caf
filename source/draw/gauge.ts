import type {Look} from './style.ts';

/** A bar of `width` cells that is full at share 1, exact to an eighth of a cell. A share that is not a number draws none. */
export function gauge(share: number, width: number, {glyphs, paint, colour}: Look): string {
	if (width <= 0) return '';
	const parts = glyphs.widths.length - 1;
	const filled = Number.isNaN(share) ? 0 : Math.round(Math.min(1, Math.max(0, share)) * width * parts);
	const whole = Math.floor(filled / parts);
	const rest = width - whole;
	const full = (glyphs.widths[parts] ?? '').repeat(whole);
	if (rest === 0) return paint.accent(full);
	if (colour === 0) return full + glyphs.track.repeat(rest);
	const part = filled % parts;
	if (glyphs.grade === 'ascii') return paint.accent(full) + paint.faint(glyphs.track.repeat(rest));
	const end = part > 0 ? paint.bar(glyphs.widths[part] ?? '') : '';
	return paint.accent(full) + end + paint.track(' '.repeat(rest - (part > 0 ? 1 : 0)));
}

/** Where a number stands on a scale of `width` cells from `low` to `high`, with a line at `limit`: `────●────┊──`. */
export function scale(
	value: number,
	range: readonly [low: number, high: number],
	limit: number,
	width: number,
	{glyphs, paint}: Look,
): string {
	if (width <= 0) return '';
	const [low, high] = range;
	const place = (at: number) => Math.round(Math.min(1, Math.max(0, (at - low) / (high - low))) * (width - 1));
	const mark = Number.isNaN(value) ? -1 : place(value);
	const line = glyphs.box[4];
	let drawn = '';
	let run = 0;
	const flush = () => {
		if (run > 0) drawn += paint.faint(line.repeat(run));
		run = 0;
	};
	for (let cell = 0; cell < width; cell++) {
		if (cell !== mark && cell !== place(limit)) {
			run++;
			continue;
		}
		flush();
		drawn += cell === mark ? (value >= limit ? paint.warn : paint.accent)(glyphs.bullet) : paint.warn(glyphs.limit);
	}
	flush();
	return drawn;
}
