import {ConnectopError} from '../base/errors.ts';

/** An export that must be a function. Throws a configuration error that names file and export. */
export function requireFunction(
	exports: Readonly<Record<string, unknown>>,
	name: string,
	file: string,
): (...args: never[]) => unknown {
	const value = exports[name];
	if (typeof value === 'function') return value as (...args: never[]) => unknown;
	const found = value === undefined ? 'does not export' : `exports a ${typeof value} as`;
	throw new ConnectopError(
		'invalid',
		'foreign-module',
		`${file}: ${found} ${name}; it must export the function ${name} (docs/models.md)`,
	);
}
