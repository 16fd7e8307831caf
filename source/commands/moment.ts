import {ConnectopError} from '../base/errors.ts';

const seconds: Readonly<Record<string, number>> = {s: 1, m: 60, h: 3600, d: 86_400, w: 604_800};

/**
A moment that was typed, ms since 1970: so long ago (`90m`, `12h`, `2d`, `3w`), or a date with or without a time, local unless it says another zone.
`now`: ms since 1970. Throws a usage error that names `option`.
*/
export function momentOf(text: string, option: string, now: number): number {
	const [, amount, unit = ''] = /^(\d{1,9}(?:\.\d+)?)([smhdw])$/i.exec(text) ?? [];
	if (amount !== undefined) return now - Number(amount) * 1000 * (seconds[unit.toLowerCase()] ?? 0);
	const [, date, time, zone = ''] =
		/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(text) ?? [];
	const at = date === undefined ? Number.NaN : Date.parse(`${date}T${time ?? '00:00'}${zone}`);
	if (Number.isFinite(at) && isDay(date)) return at;
	throw new ConnectopError(
		'usage',
		'usage',
		`${option} ${text}: use a time ago such as 90m, 12h, 2d or 3w, or a date such as 2026-11-21 or 2026-11-21T10:15`,
	);
}

/** Whether a month has that day; Date.parse takes February 31 for March 3. */
const isDay = (date = ''): boolean => new Date(`${date}T00:00Z`).toISOString().startsWith(date);
