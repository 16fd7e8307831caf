/** Equal stretches of ticks that values of two runs are gathered in, so that a curve of any length takes the same room. */
export interface MetricBins {
	add(run: 0 | 1, tick: number, value: number): void;
	/** The means of the stretches in which either run has a value, and the ticks in their middles. */
	curve(): {readonly tick: number[]; readonly a: (number | null)[]; readonly b: (number | null)[]};
}

/** `count` stretches between two ticks, both included. */
export function createBins(from: number, to: number, count: number): MetricBins {
	const bins = Math.max(1, Math.min(count, to - from + 1));
	const sums = [new Float64Array(bins), new Float64Array(bins)] as const;
	const counts = [new Uint32Array(bins), new Uint32Array(bins)] as const;
	const widthOf = (to - from + 1) / bins;
	const mean = (run: 0 | 1, bin: number) => {
		const values = counts[run][bin] ?? 0;
		return values === 0 ? null : (sums[run][bin] ?? 0) / values;
	};
	return {
		add(run, tick, value) {
			if (!Number.isFinite(value) || !(tick >= from && tick <= to)) return;
			const bin = Math.min(bins - 1, Math.floor((tick - from) / widthOf));
			sums[run][bin] = (sums[run][bin] ?? 0) + value;
			counts[run][bin] = (counts[run][bin] ?? 0) + 1;
		},
		curve() {
			const [tick, a, b]: [number[], (number | null)[], (number | null)[]] = [[], [], []];
			for (let bin = 0; bin < bins; bin++) {
				const [one, other] = [mean(0, bin), mean(1, bin)];
				if (one === null && other === null) continue;
				tick.push(Math.floor(from + (bin + 0.5) * widthOf));
				a.push(one);
				b.push(other);
			}
			return {tick, a, b};
		},
	};
}
