"""The video model: a diffusion transformer, its autoencoder and text encoder, the sampler and its conditions.

Importing this package costs nothing; torch is imported by the modules that compute. The executor talks to
`engine.model.pipeline` alone, the compiler and the nodes to the torch-free `config` and `request`.
"""
