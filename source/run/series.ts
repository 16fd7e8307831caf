/** Most samples of a series; when they are reached every other one goes. */
const most = 20_000;

const names = ['tick', 'sparsity', 'meanWeight', 'cohesion', 'complexity', 'largestComponent'] as const;
type Name = (typeof names)[number];
type Sample = Readonly<Record<Name, number>>;

/** The metrics of a whole run for its dashboard, thinned so that they never outgrow a picture. */
export interface Series {
	add(sample: Sample): void;
	/** Copies, one value a sample. */
	columns(): Record<Name, Float64Array>;
}

export function createSeries(): Series {
	let samples: Sample[] = [];
	return {
		add(sample) {
			samples.push(sample);
			if (samples.length > most) samples = samples.filter((_, i) => i % 2 === 0);
		},
		columns: () =>
			Object.fromEntries(names.map(name => [name, Float64Array.from(samples, each => each[name])])) as Record<
				Name,
				Float64Array
			>,
	};
}
