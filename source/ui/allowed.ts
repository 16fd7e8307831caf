import type {ParameterInfo} from '../run/parameter-info.ts';

/** What a parameter may be, in words. */
export function allowed({kind, min, max, choices}: ParameterInfo): string {
	if (kind === 'choice') return (choices ?? []).join(', ');
	if (kind === 'boolean') return 'on or off';
	if (kind === 'interval') return 'seconds, 100t for ticks, 0 for never';
	return `${min} … ${max}`;
}
