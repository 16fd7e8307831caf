import type {RecorderSetting} from '../protocol.ts';
import {parseSpec, type RecordFormat, type RecordSpec} from './spec.ts';

/** Bytes of a row of `values` numbers beside its tick; in text they depend on the numbers, and this is what most have. */
export function rowBytesIn(to: RecordFormat, npyBytes: number, values: number): number {
	if (to === 'npy') return npyBytes;
	return (to === 'csv' ? 24 : 48) + values * 20;
}

/** Bytes an hour that a recorder will write at `hz` ticks a second; undefined for one that waits for crossings. */
export function bytesAnHour(recorder: RecorderSetting, hz: number): number | undefined {
	const {crossing, every} = specOf(recorder);
	if (crossing) return undefined;
	const rows = 'ticks' in every ? (hz / every.ticks) * 3600 : 3600 / every.seconds;
	// Ticks are what rows are written at.
	return recorder.rowBytes * Math.min(rows, hz * 3600);
}

/** Screens ask at every draw, and a spec may name thousands of nodes. */
const parsed = new WeakMap<RecorderSetting, RecordSpec>();

function specOf(recorder: RecorderSetting): RecordSpec {
	const spec = parsed.get(recorder) ?? parseSpec(recorder.spec);
	parsed.set(recorder, spec);
	return spec;
}

/** The same of several; crossings count nothing. */
export const bytesAnHourOf = (recorders: readonly RecorderSetting[], hz: number): number =>
	recorders.reduce((sum, each) => sum + (bytesAnHour(each, hz) ?? 0), 0);

/** `1.4 GB`. */
export function bytesInWords(bytes: number): string {
	const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
	const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
	const value = bytes / 1000 ** power;
	return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

/** What a recorder will write, for people: `1.4 GB an hour`. */
export function forecastInWords(recorder: RecorderSetting, hz: number): string {
	const bytes = bytesAnHour(recorder, hz);
	return bytes === undefined ? `${recorder.rowBytes} bytes a crossing` : `${bytesInWords(bytes)} an hour`;
}
