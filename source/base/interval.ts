import {ConnectopError} from './errors.ts';

/** How often something happens: seconds of wall time or ticks; undefined never. */
export type Interval = {readonly seconds: number} | {readonly ticks: number} | undefined;

/** Reads `10` or `2.5` (seconds), `100t` (ticks), `0` (never). Throws a usage error that names `option`. */
export function parseInterval(text: string | number, option: string): Interval {
	const match = /^(\d+(?:\.\d+)?)(t?)$/.exec(String(text).trim());
	const value = match ? Number(match[1]) : Number.NaN;
	const ticks = match?.[2] === 't';
	if (!match || !Number.isFinite(value) || (ticks && !Number.isInteger(value))) {
		throw new ConnectopError(
			'usage',
			'interval',
			`${option}: "${text}" is no interval; use seconds (10, 0.5), ticks (100t) or 0 for never`,
		);
	}
	if (value === 0) return undefined;
	return ticks ? {ticks: value} : {seconds: value};
}

/** The interval as it is typed: `10`, `100t`, `0`. */
export function formatInterval(interval: Interval): string {
	if (!interval) return '0';
	return 'ticks' in interval ? `${interval.ticks}t` : String(interval.seconds);
}

/** The interval times `factor`; ticks stay whole and at least 1, seconds at least 0.1. */
export function scaleInterval(interval: Interval, factor: number): Interval {
	if (!interval) return undefined;
	if ('ticks' in interval) return {ticks: Math.max(1, Math.round(interval.ticks * factor))};
	return {seconds: Math.max(Math.min(0.1, interval.seconds), interval.seconds * factor)};
}
