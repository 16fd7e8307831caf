import {ConnectopError} from '../../base/errors.ts';

/** Which of gpu.js's backends computes. `gl` and `webgpu` are graphics devices, `webasm` and `cpu` the processor. */
export const gpuModes = ['gl', 'webasm', 'cpu', 'webgpu'] as const;
export type GpuMode = (typeof gpuModes)[number];

/** A mode is about the gpu kernel alone. Throws a usage error when another kernel was asked for. */
export function checkGpuMode(mode: GpuMode | undefined, kernel: string): void {
	if (mode === undefined || kernel === 'gpu') return;
	throw new ConnectopError(
		'usage',
		'gpu-mode',
		`--gpu-mode ${mode} is about the gpu kernel: give it with --kernel gpu, or leave it out`,
	);
}
