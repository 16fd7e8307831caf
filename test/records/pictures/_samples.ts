import type {DashboardData} from '../../../source/records/pictures/data.ts';

/** A dashboard's data: `length` samples ten ticks apart of a field that fills up, with some ripple. */
export function samples(length: number): DashboardData {
	const series = (of: (share: number, i: number) => number) =>
		Float64Array.from({length}, (_, i) => of(i / Math.max(1, length - 1), i));
	return {
		title: '20260101_000000',
		subtitle: 'void <test>',
		n: 1000,
		tick: series((_, i) => 10 * i),
		sparsity: series((share, i) => 1 - 0.01 * share - 0.001 * Math.sin(i)),
		meanWeight: series((share, i) => 0.6 * share + 0.01 * Math.sin(i)),
		cohesion: series((share, i) => Math.round(1000 - 900 * share + 20 * Math.sin(i))),
		complexity: series((share, i) => Math.round(5000 * share + 200 * Math.sin(i) + 300)),
	};
}
