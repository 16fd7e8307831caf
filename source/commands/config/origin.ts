import type {Option} from '../option.ts';

/** Where a value comes from. */
export type Origin =
	| {readonly kind: 'flag'}
	| {readonly kind: 'environment'; readonly variable: string}
	/** `asked`: the file was named for what it sets, as with --preset. */
	| {readonly kind: 'file'; readonly file: string; readonly line: number; readonly asked?: true};

/** A value that somebody gave an option. */
export interface Setting {
	readonly option: Option;
	/** Of `param`: the parameter's name. */
	readonly parameter?: string;
	/** As yargs would hand it on; of `param` the value alone. */
	readonly argument: unknown;
	/** As it was written, for messages. */
	readonly written: string;
	readonly origin: Origin;
}

/** `connectop.toml:3`, `CONNECTOP_HZ` or `flag`. */
export function originText(origin: Origin): string {
	switch (origin.kind) {
		case 'flag':
			return 'flag';
		case 'environment':
			return origin.variable;
		case 'file':
			return `${origin.file}:${origin.line}`;
	}
}

/** The option as a configuration names it: `hz`, `param.alpha`. */
export const keyOf = ({option, parameter}: Setting): string =>
	parameter === undefined ? option.name : `${option.name}.${parameter}`;

/** Place and value, the beginning of a line that refuses it: `connectop.toml:3: hz = "fast"`, `CONNECTOP_HZ=fast`. */
export function asWritten(setting: Setting): string {
	const {origin, written} = setting;
	if (origin.kind === 'environment') return `${origin.variable}=${written}`;
	return origin.kind === 'file'
		? `${originText(origin)}: ${keyOf(setting)} = ${written}`
		: `--${setting.option.name} ${written}`;
}
