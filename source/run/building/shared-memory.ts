import {ConnectopError} from '../../base/errors.ts';
import {sizeText} from '../../connectome/forecast.ts';

/** Memory that threads share, zero. Throws `memory` when there is none left. */
export function allocateShared(bytes: number): SharedArrayBuffer {
	try {
		return new SharedArrayBuffer(bytes);
	} catch (error) {
		throw new ConnectopError(
			'invalid',
			'memory',
			`there is no memory for ${sizeText(bytes)} more; make the graph smaller`,
			{cause: error},
		);
	}
}
