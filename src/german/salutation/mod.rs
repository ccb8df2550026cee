//! Whom a letter speaks to, and the line it opens with.

mod correspondent;
mod line;
mod merge;
mod resolve;
#[cfg(test)]
mod tests;

pub use correspondent::{Case, Correspondent, Known, Provenance, Reader};
pub use line::joint_salutation;
pub use resolve::{ContactHints, SalutationInput, resolve};
