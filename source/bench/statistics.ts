/** The value below which the share `q` of the values lies, 0 … 1, between two of them by their distance; NaN of none. */
export function quantile(values: ArrayLike<number>, q: number): number {
	const sorted = Float64Array.from(values).sort();
	const at = q * (sorted.length - 1);
	const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
	if (low === undefined || high === undefined) return Number.NaN;
	return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: ArrayLike<number>): number => quantile(values, 0.5);

/** How unlike one another two ticks in a row are: the mean of |t(i + 1) − t(i)| within each round. 0 of rounds of one tick. */
export function jitter(rounds: readonly Float64Array[]): number {
	let [sum, count] = [0, 0];
	for (const times of rounds) {
		for (let i = 1; i < times.length; i++) sum += Math.abs(times[i]! - times[i - 1]!);
		count += Math.max(0, times.length - 1);
	}
	return count === 0 ? 0 : sum / count;
}

/** A law y = factor · x^exponent. */
export interface PowerLaw {
	readonly exponent: number;
	readonly factor: number;
	/** Share of the variance of log y that it explains, 0 … 1. */
	readonly r2: number;
}

/** Fits a power law by least squares in log-log. Undefined of fewer than two different x, or a value that is not above 0. */
export function fitPowerLaw(x: readonly number[], y: readonly number[]): PowerLaw | undefined {
	if (x.length !== y.length || [...x, ...y].some(value => !(value > 0) || !Number.isFinite(value))) return undefined;
	const [u, v] = [x.map(Math.log), y.map(Math.log)];
	const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
	const [mu, mv] = [mean(u), mean(v)];
	const product = (a: readonly number[], ma: number, b: readonly number[], mb: number) =>
		a.reduce((sum, value, i) => sum + (value - ma) * (b[i]! - mb), 0);
	const spread = product(u, mu, u, mu);
	if (!(spread > 0)) return undefined;
	const exponent = product(u, mu, v, mv) / spread;
	const all = product(v, mv, v, mv);
	const left = u.reduce((sum, value, i) => sum + (v[i]! - mv - exponent * (value - mu)) ** 2, 0);
	return {exponent, factor: Math.exp(mv - exponent * mu), r2: all > 0 ? Math.max(0, 1 - left / all) : 1};
}
