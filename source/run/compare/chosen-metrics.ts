import {unknownName} from '../parameter-info.ts';

/** Metrics whose curves are drawn when none are asked for. */
const usual = ['meanWeight', 'sparsity', 'cohesion', 'complexity'];
const most = 4;

/** A name as it may be typed: mean_weight, mean-w. */
const plain = (name: string): string => name.toLowerCase().replaceAll(/[_.\s-]/g, '');

/**
The metrics that are meant: by name, however it is spelt, or by what one name alone begins with; those of a dashboard when `asked` is empty. Throws a
usage error that lists those of the runs.
*/
export function chosenMetrics(asked: readonly string[], names: readonly string[]): readonly string[] {
	if (asked.length === 0) {
		const known = usual.filter(name => names.includes(name));
		return known.length > 0 ? known : names.slice(0, most);
	}
	return [...new Set(asked.map(name => found(name, names)))];
}

function found(asked: string, names: readonly string[]): string {
	const exact = names.find(name => plain(name) === plain(asked) || plain(name) === plain(`observables.${asked}`));
	if (exact !== undefined) return exact;
	const [only, ...others] = names.filter(name => plain(name).startsWith(plain(asked)));
	if (only !== undefined && others.length === 0) return only;
	throw unknownName('metric', `--metric ${asked}: the metric`, asked, names);
}
